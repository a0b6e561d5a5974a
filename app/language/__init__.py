"""Words, numbers and dates in Persian, English and Finglish: no SQL, no Flask, no input or output."""
