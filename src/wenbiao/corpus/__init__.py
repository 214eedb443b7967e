"""Collections of reports: many audits run under limits, kept in one store, counted, compared and pictured."""
