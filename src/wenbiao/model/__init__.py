"""What things are: documents, quantities, facts and findings. Standard library only."""
