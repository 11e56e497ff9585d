"""Talk: somebody speaks to all – welcome, theme, rules, break, energiser – with a text and a clock (G8, G9)."""
