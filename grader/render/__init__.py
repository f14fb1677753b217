"""Reports as text and JSON; renderers only format."""
