import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const PING_LIMIT_MS = 1_000;

/** Asks whether the database answers, for the health routes. */
@Injectable()
export class DatabasePing {
  constructor(private readonly dataSource: DataSource) {}

  /** true when the database answered within one second; false otherwise, never an error. */
  async ping(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PING_LIMIT_MS);
    });
    const answered = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([answered, tooLate]);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
