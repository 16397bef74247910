import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type FieldVisit, FieldVisitsPort } from '../../../modules/service-orders/field-visits.port.js';
import { FieldControlEmployeeEntity } from '../field-control-employee.entity.js';
import { FieldControlOrderEntity } from '../field-control-order.entity.js';
import { FieldControlTaskEntity } from '../field-control-task.entity.js';

/** Visits as Field Control's events left them here; Field Control itself is not asked. */
@Injectable()
export class FieldVisitsAdapter extends FieldVisitsPort {
  constructor(private readonly dataSource: DataSource) {
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
}
