"""Who executes the per-document function: this process, or several on this machine."""
