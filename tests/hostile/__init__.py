"""Files made to hurt whoever reads them, built by code: none is kept in the repository."""
