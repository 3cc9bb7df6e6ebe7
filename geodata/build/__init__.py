"""Derives the gazetteer tables and the base map from pinned packages."""
