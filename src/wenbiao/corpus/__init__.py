"""Collections of published reports: fetching, screening and comparing them."""
