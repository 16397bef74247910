import { webhookEvent } from '../field-control.event.js';
import { employeeAnswer } from '../field-control.resources.js';

export const employeeCreated = webhookEvent({
  name: 'employee-created',
  title: 'Criação de um novo colaborador',
  payload: employeeAnswer,
  assumption: 'No body is shown; it is read as the employee, as the document says of every event.',
});
