"""The intake desk: finished replies that come as files, to KS by mail or from the body itself."""
