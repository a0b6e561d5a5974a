"""`make bench`: the product beside a plain Flask application that does the same work, measured in one run."""
