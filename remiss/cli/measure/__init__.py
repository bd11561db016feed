"""How well the reading and the analysis do on labelled replies: figures with n and intervals."""
