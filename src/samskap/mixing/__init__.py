"""Divide people into groups over rounds, so that they meet as many others as they can (U1, U2, D4, G7)."""
