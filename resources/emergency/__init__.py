"""The emergency page: pure, so that it stands when nothing else does."""
