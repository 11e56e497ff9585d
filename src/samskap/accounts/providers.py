"""Sign-in through an organisation's own account, by OpenID Connect: which providers there are, read from one file.

No Django in here: the settings read it before there is any.
"""

import tomllib
from pathlib import Path
from typing import Any

# What is known of the usual ones. A provider's own lines in the file win.
PRESETS: dict[str, dict[str, Any]] = {
    "entra": {"name": "Microsoft", "server": "https://login.microsoftonline.com/{tenant}/v2.0", "trusts_email": False},
    "feide": {"name": "Feide", "server": "https://auth.dataporten.no", "scope": ["openid", "profile", "email"]},
    "idporten": {
        "name": "ID-porten",
        "server": "https://idporten.no",
        "scope": ["openid"],
        "acr": ["idporten-loa-substantial", "idporten-loa-high"],
    },
}


class BadProvider(Exception):
    """The file of providers can't be used; says what to mend."""


def read_providers(file: str) -> list[dict[str, Any]]:
    """Read the file of ``SAMSKAP_OIDC_FILE``, and return what django-allauth wants to know of each provider."""
    if not file:
        return []
    try:
        lines = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise BadProvider(f"SAMSKAP_OIDC_FILE: {problem}") from None
    return [make_provider(key, own) for key, own in lines.items()]


def make_provider(key: str, own: dict[str, Any]) -> dict[str, Any]:
    """Put a provider together from its preset and its own lines."""
    one = PRESETS.get(own.get("preset", key), {}) | own
    missing = [name for name in ("name", "server", "client_id", "client_secret") if not one.get(name)]
    if "{tenant}" in one.get("server", "") and not one.get("tenant"):
        missing.append("tenant")
    if missing:
        raise BadProvider(f"SAMSKAP_OIDC_FILE: [{key}] has no {', '.join(missing)}")
    accepted = list(one.get("acr", []))
    return {
        "provider_id": key,
        "name": one["name"],
        "client_id": one["client_id"],
        "secret": one["client_secret"],
        "settings": {
            "server_url": one["server"].replace("{tenant}", one.get("tenant", "")),
            "scope": list(one.get("scope", ["openid", "profile", "email"])),
            # The lowest that is accepted is asked for; what was really done is checked when the person comes back.
            "auth_params": {"acr_values": accepted[0]} if accepted else {},
            "accepted_acr": accepted,
            "verified_email": bool(one.get("trusts_email", False)),
            "email_authentication": True,
            "fetch_userinfo": bool(one.get("userinfo", True)),
        },
    }
