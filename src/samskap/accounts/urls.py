"""Addresses of accounts: those of one gathering, and those of none."""

from django.urls import URLPattern

mine: list[URLPattern] = []
of_a_gathering: list[URLPattern] = []
