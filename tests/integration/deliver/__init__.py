"""Delivery on a real store, into real maildirs and over real sockets."""
