"""The sender's desk: remisser, status, viewpoints, comparison, compilation."""
