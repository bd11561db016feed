"""Files in and out: reading untrusted uploads, interpreting them, writing compiled documents."""
