DROP TABLE plan_offer, contract_term_acceptance, contract_act;
