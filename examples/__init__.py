"""Complete projects to read, to run and to begin from; `jalon demo` plays the one named trail."""
