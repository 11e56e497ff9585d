"""Long random tokens that open doors: shown once, kept only as a hash."""

import hashlib
import hmac
import secrets

from django.conf import settings


def new_token() -> str:
    """Make a token of 192 random bits, safe in a URL (32 characters)."""
    return secrets.token_urlsafe(24)


def token_from(seed: str) -> str:
    """Make the token that always belongs to ``seed``, so that a request sent twice gets the same answer."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"token:{seed}".encode(), hashlib.sha256)
    return digest.hexdigest()[:48]


def hashed(token: str) -> str:
    """Hash a token for storing and looking up (64 hexadecimal characters). Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
