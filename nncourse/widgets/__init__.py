"""What the explorers share: the widget, its states, what is packed for the browser, and the modules in js."""
