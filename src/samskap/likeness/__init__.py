"""How alike two short Norwegian texts are, in either written form (U3). Pure, and without a model."""
