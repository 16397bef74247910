import { describe, expect, it, jest } from '@jest/globals';
import { DatabasePing } from '../../common/persistence/database-ping.js';
import { DataSource } from 'typeorm';
import { InProcessStore } from '../../common/shared-store/in-process-store.js';
import { HealthService } from './health.service.js';

describe('HealthService', () => {
  it.each([true, false])('is healthy exactly when the database answers: %s', async (answers) => {
    const ping = new DatabasePing(new DataSource({ type: 'postgres' }));
    jest.spyOn(ping, 'ping').mockResolvedValue(answers);
    const health = await new HealthService(ping, new InProcessStore()).check();
    expect(health.healthy).toBe(answers);
    expect(health.sharedStore).toBeUndefined();
    expect(health.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(Number.isInteger(health.uptimeSeconds)).toBe(true);
  });
});
