"""Settings, read from the environment: every variable that starts with ``SAMSKAP_``. See docs/operating.md."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from samskap.accounts.providers import read_providers

PACKAGE = Path(__file__).parent


def _read(name: str, default: str = "") -> str:
    return os.environ.get(f"SAMSKAP_{name}", default)


def _secret_key(folder: Path) -> str:
    """Read the key from the data directory; made at the first start and readable by its owner only."""
    file = folder / "secret-key"
    if file.is_file() and (key := file.read_text().strip()):
        return key
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)  # several processes may start at once; the first one makes it
        key = opened.read().strip() or secrets.token_urlsafe(48)
        opened.seek(0)
        opened.write(key)
    return key


def _database(url: str, folder: Path) -> dict[str, Any]:
    """Describe SQLite in the data directory, or the PostgreSQL server of a ``postgresql://`` address."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "samskap.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or unquote(parts.query.removeprefix("host=")),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,  # a database that was restarted costs nobody an answer
        # For each process. The pages, the faces and the doors of the stream share them; an open stream holds none.
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 16, "timeout": 20}},
    }


DATA = Path(_read("DATA", "data")).resolve()
DATA.mkdir(parents=True, exist_ok=True)
DEBUG = _read("DEBUG") == "1"
SECRET_KEY = _read("SECRET_KEY") or _secret_key(DATA)
PUBLIC_URL = _read("URL", "http://localhost:8000").rstrip("/")
HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [host for host in _read("HOSTS").split(",") if host] or [urlsplit(PUBLIC_URL).hostname or "localhost"]
if not HTTPS:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
VALKEY_URL = _read("VALKEY_URL")

DATABASES = {"default": _database(_read("DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

ACTIVITIES = sorted(
    f"samskap.activities.{folder.name}"
    for folder in (PACKAGE / "activities").iterdir()
    if (folder / "activity.py").is_file()
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "samskap.writing",
    "samskap.people",
    "samskap.gatherings",
    "samskap.jobs",
    "samskap.letters",
    "samskap.cards",
    "samskap.circles",
    "samskap.journal",
    "samskap.stage",
    "samskap.door",
    "samskap.accounts",
    "samskap.design",
    *ACTIVITIES,
    "samskap.followups",
    "samskap.lessons",
    "samskap.reports",
    "samskap.registering",
    "samskap.recruiting",
    "samskap.printing",
    "samskap.leading",
    "samskap.arriving",
    "samskap.paper",
    "samskap.personal",
    "samskap.planning",
    "samskap.overview",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "samskap.design.middleware.BuiltFiles",
    "samskap.stage.middleware.Gzip",
    "django.middleware.common.CommonMiddleware",
    "samskap.stage.middleware.Headers",
    "samskap.stage.middleware.SameOrigin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samskap.gatherings.access.AccessMiddleware",
    "samskap.stage.trouble.NotNow",
]
ROOT_URLCONF = "samskap.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
TIME_ZONE = _read("TIME_ZONE", "Europe/Oslo")
LOCALE_PATHS = [PACKAGE / "locale"]  # texts of modules that belong to no app
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(_read("STATIC", str(DATA / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "samskap.design.storage.BuiltStaticFilesStorage"},
}
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/plan/"

# Signing in: samskap.accounts, on top of django-allauth. Its pages, forms, mails and messages are our own.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "samskap.accounts.passwords.GoodEnough"}]
ACCOUNT_ADAPTER = "samskap.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_PASSWORD_MIN_LENGTH = None
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# For each account; and high ones for each network address, since a course room shares one.
ACCOUNT_RATE_LIMITS = {"signup": "60/m/ip", "login": "120/m/ip", "login_failed": "60/m/ip,8/10m/key",
                       "request_login_code": "6/10m/key"}  # fmt: skip
MFA_ADAPTER = "samskap.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "samskap.accounts.forms.SecondStepForm",
    "activate_totp": "samskap.accounts.forms.ActivateAppForm",
    "add_webauthn": "samskap.accounts.forms.AddPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Samskap"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever is signed in has shown that the address is theirs
MFA_REAUTHENTICATION_REQUIRED = False  # our own pages ask for it, also from those who have no password
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "samskap.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that ends at another site is stopped by our Content-Security-Policy
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # what is not verified by the provider is refused before this
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": read_providers(_read("OIDC_FILE"))},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[0-9A-Z]{8}\.\w+$"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
PHOTO_MAX_BYTES = 15 * 1024 * 1024
COMPANY_REGISTER = (
    _read("COMPANY_REGISTER", "https://data.brreg.no/enhetsregisteret/api").rstrip("/").removeprefix("off")
)

SESSION_COOKIE_NAME = "__Host-samskap-session" if HTTPS else "samskap-session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "samskap-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk previews what phones and screens see
if HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": VALKEY_URL,
        "KEY_PREFIX": "samskap",
        # It counts guesses at the door, and nobody should have to wait long for that.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if VALKEY_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Whether anybody can read all outgoing mail at /mail/: to try it out, and in the demo.
MAIL_SHOWN = (
    _read("SHOW_MAIL", "1" if not _read("SMTP_HOST") and urlsplit(PUBLIC_URL).hostname == "localhost" else "") == "1"
)
_WITHOUT_A_SERVER = "dummy" if MAIL_SHOWN else "console"  # what can be read on a page need not fill the log too
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _read('SMTP_HOST') else _WITHOUT_A_SERVER}.EmailBackend"
EMAIL_HOST = _read("SMTP_HOST", "localhost")
EMAIL_PORT = int(_read("SMTP_PORT", "587"))
EMAIL_HOST_USER = _read("SMTP_USER")
EMAIL_HOST_PASSWORD = _read("SMTP_PASSWORD")
EMAIL_USE_TLS = _read("SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
OPERATOR = _read("OPERATOR")
DEFAULT_FROM_EMAIL = _read("MAIL_FROM", "samskap@localhost")
BOUNCE_ADDRESS = _read("BOUNCE_ADDRESS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _read("LOG_LEVEL", "WARNING")},
}
