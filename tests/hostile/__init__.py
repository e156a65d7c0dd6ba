"""Files made to do harm, or broken, as functions that give their bytes."""
