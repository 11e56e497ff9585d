"""Samskap: one place to plan, run, document and follow up gatherings where people make things together."""
