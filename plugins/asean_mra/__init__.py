"""South-East Asia: registers and licences of social workers in the ASEAN states that have one (Philippines, Thailand,
Indonesia, Viet Nam; Singapore by voluntary accreditation), with their continuing learning."""
