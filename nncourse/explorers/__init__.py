"""The interactive figures: a module per chapter with a function ``explore``; their JavaScript is in the folder js."""
