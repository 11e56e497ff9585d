"""What was promised (oppfølging): asked about at chosen times, answered with one click, carried over (G12)."""
