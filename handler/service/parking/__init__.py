"""What becomes of visits and counts: deriving them, and what people ask and say of them."""
