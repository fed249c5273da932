from company.solver.steps import step
