"""Northern Ireland: the register of the Northern Ireland Social Care Council under the Health and Personal Social
Services Act (NI) 2001, its parts and periods, its Post Registration Training and Learning (90 hours a registration
period), and its fitness measures."""
