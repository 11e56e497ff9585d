"""Addresses of accounts: those of one gathering, and those of none. Names with _ are those django-allauth looks for."""

from django.urls import path

from samskap.accounts import elsewhere
from samskap.accounts.views import account, crew, organisations, signing_in

mine = [
    path("", account.account, name="account"),
    path("code/", signing_in.enter_code, name="account_confirm_login_code"),
    path("password-sign-in/", signing_in.password_sign_in, name="sign-in-password"),
    path("new/", signing_in.sign_up, name="account_signup"),
    path("verify/", signing_in.verify, name="account_email_verification_sent"),
    path("second-step/", signing_in.second_step, name="mfa_authenticate"),
    path("passkey/", signing_in.passkey_sign_in, name="mfa_login_webauthn"),
    path("with/cancelled/", signing_in.cancelled, name="socialaccount_login_cancelled"),
    path("with/<str:provider_id>/", elsewhere.go, name="openid_connect_login"),
    path("with/<str:provider_id>/back/", elsewhere.back, name="openid_connect_callback"),
    path("is-it-you/", account.confirm, name="account-confirm"),
    path("password/", account.password, name="account-password"),
    path("everywhere/", account.everywhere, name="account-everywhere"),
    path("disconnect/<int:pk>/", account.disconnect, name="account-disconnect"),
    path("data/", account.data, name="account-data"),
    path("close/", account.close, name="account-close"),
    path("email/", signing_in.change_email, name="account_email"),
    path("two-step/", signing_in.two_step, name="mfa_index"),
    path("two-step/", signing_in.two_step, name="mfa_list_webauthn"),
    path("two-step/passkey/", signing_in.add_passkey, name="mfa_add_webauthn"),
    path("two-step/passkey/<int:pk>/", signing_in.remove_passkey, name="mfa_remove_webauthn"),
    path("two-step/app/", signing_in.activate_app, name="mfa_activate_totp"),
    path("two-step/app/off/", signing_in.deactivate_app, name="mfa_deactivate_totp"),
    path("two-step/codes/", signing_in.recovery_codes, name="mfa_view_recovery_codes"),
    path("two-step/codes/new/", signing_in.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/invitation/<str:token>/", organisations.invitation, name="member-invitation"),
    path("invitation/<str:token>/", crew.invitation, name="role-invitation"),
]
of_a_gathering = [
    path("", crew.people, name="plan-people"),
    path("my-part/", crew.my_part, name="my-part"),
    path("people/", crew.forget_somebody, name="crew-forget"),
]
