"""Organisers' accounts (kontoer): signing in, organisations and their members, invitations to help."""
