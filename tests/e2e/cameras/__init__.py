"""The whole way, on a real local stack: sign-in, API, bucket, function, engine, table."""
