"""The organisers' lessons learned (lærdommer), shown when the next gathering is planned (G13)."""
