"""Running when nobody watches: the sensor on the landing zone, the nightly run, notices."""
