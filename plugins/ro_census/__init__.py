"""Romania: the register of the National College of Social Workers (CNASR) under Law 466/2004 with its part II for
independent practice, and the census of the social services workforce."""
