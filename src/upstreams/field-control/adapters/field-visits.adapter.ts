import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { isPlainDate } from '../../../common/brazil/dates.js';
import {
  type FieldVisit,
  FieldVisitsPort,
  type VisitChange,
  type VisitTurn,
} from '../../../modules/service-orders/field-visits.port.js';
import { FieldControlEmployeeEntity } from '../field-control-employee.entity.js';
import { FieldControlOrderEntity } from '../field-control-order.entity.js';
import { FieldControlState } from '../field-control-state.js';
import { FieldControlTaskEntity } from '../field-control-task.entity.js';

const MOST_FAILURES_IN_A_ROW = 3;

const TURNS = {
  SCHEDULED: 'SCHEDULED',
  IN_PROGRESS: 'STARTED',
  DONE: 'DONE',
  REPORTED: 'IMPEDED',
  CANCELED: 'CANCELLED',
} as const satisfies Record<string, VisitTurn>;

const changeRow = z.object({
  task_id: z.string(),
  // An order that stands for none of the ERP's is nobody's here.
  identifier: z.string().nullable(),
  status: z.enum(['SCHEDULED', 'IN_PROGRESS', 'DONE', 'REPORTED', 'CANCELED']),
  scheduled_date: z.string().nullable(),
  technician_name: z.string().nullable(),
  technician_photo: z.string().nullable(),
});

const TAKE_CHANGES = `
  WITH taken AS (
    DELETE FROM field_control_visit_change WHERE id IN (
      SELECT id FROM field_control_visit_change ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING *
  )
  SELECT taken.task_id, field_order.identifier, taken.status, taken.scheduled_date::text AS scheduled_date,
         employee.name AS technician_name, employee.avatar_url AS technician_photo
    FROM taken
         LEFT JOIN field_control_order AS field_order ON field_order.id = taken.order_id
         LEFT JOIN field_control_employee AS employee ON employee.id = taken.employee_id
   ORDER BY taken.id`;

/** Visits as Field Control's events left them here; Field Control itself is asked in the background only. */
@Injectable()
export class FieldVisitsAdapter extends FieldVisitsPort {
  constructor(
    private readonly dataSource: DataSource,
    private readonly state: FieldControlState,
  ) {
    super();
  }

  async latestOf(orderId: string): Promise<FieldVisit | undefined> {
    const order = await this.dataSource.getRepository(FieldControlOrderEntity).findOneBy({ identifier: orderId });
    if (order === null) return undefined;
    const task = await this.dataSource.getRepository(FieldControlTaskEntity).findOne({
      where: { orderId: order.id, archived: false },
      order: { scheduledDate: { direction: 'DESC', nulls: 'LAST' } },
    });
    if (task === null) return undefined;
    const employee =
      task.employeeId === null
        ? null
        : await this.dataSource.getRepository(FieldControlEmployeeEntity).findOneBy({ id: task.employeeId });
    return {
      started: task.status === 'IN_PROGRESS',
      technician: employee?.name == null ? null : { name: employee.name, photoUrl: employee.avatarUrl },
    };
  }
  async takeChanges(manager: EntityManager, limit: number): Promise<VisitChange[]> {
    const rows = z.array(changeRow).parse(await manager.query<unknown>(TAKE_CHANGES, [limit]));
    return rows.flatMap(({ identifier, scheduled_date: date, technician_name: name, ...row }) =>
      identifier === null
        ? []
        : [
            {
              visitId: row.task_id,
              orderId: identifier,
              turn: TURNS[row.status],
              date: date !== null && isPlainDate(date) ? date : null,
              technician: name === null ? null : { name, photoUrl: row.technician_photo },
            },
          ],
    );
  }

  async refreshOpen(most: number, signal: AbortSignal): Promise<number> {
    let read = 0;
    let failuresInARow = 0;
    for (const { id, orderId } of await this.state.staleTasks(most)) {
      signal.throwIfAborted();
      try {
        await this.state.readAgain(id, orderId);
        read += 1;
        failuresInARow = 0;
      } catch (error) {
        // One answer that cannot be read is no reason to leave the others; a system that is down is.
        failuresInARow += 1;
        if (failuresInARow >= MOST_FAILURES_IN_A_ROW) throw error;
      }
    }
    return read;
  }
}
