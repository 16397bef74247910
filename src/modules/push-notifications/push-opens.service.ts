import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppEvents } from '../devices/app-events.service.js';

/** The event by which apps report that a notification was tapped, with the `delivery_id` they got in its data. */
const OPENED = 'notification_open';
const DELIVERY_ID = /^[1-9]\d{0,17}$/;

/** Notes which deliveries were opened, as apps report it. */
@Injectable()
export class PushOpens implements OnModuleInit {
  constructor(private readonly events: AppEvents) {}

  onModuleInit(): void {
    this.events.observe(OPENED, async (manager, { customerId, params }) => {
      const id = String(params['delivery_id'] ?? '');
      if (!DELIVERY_ID.test(id)) return;
      // Only whose device it went to can have opened it.
      await manager.query(
        `UPDATE push_delivery SET opened_at = now()
          WHERE id = $1 AND opened_at IS NULL AND state IN ('SENT', 'UNCERTAIN')
            AND (customer_id IS NULL OR customer_id = $2)`,
        [id, customerId],
      );
    });
  }
}
