"""Pitches: everybody queues, presents one topic, and puts it on the agenda wall (B4)."""
