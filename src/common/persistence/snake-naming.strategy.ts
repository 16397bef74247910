import { DefaultNamingStrategy } from 'typeorm';
import type { Table, View } from 'typeorm';

/** `customerId` to `customer_id`; digits stay with the word before them (`line2Name` to `line2_name`). */
export function snakeCase(name: string): string {
  return name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/**
 * snake_case tables and columns, and for constraints and indexes the names Postgres itself gives when the SQL of a
 * migration leaves them out, so that plain SQL and entities agree without repeating names.
 */
export class SnakeNamingStrategy extends DefaultNamingStrategy {
  override tableName(className: string, customName: string | undefined): string {
    return customName ?? snakeCase(className.replace(/Entity$/, ''));
  }

  override columnName(propertyName: string, customName: string | undefined, embeddedPrefixes: string[]): string {
    return [...embeddedPrefixes.map(snakeCase), customName ?? snakeCase(propertyName)].join('_');
  }

  override relationName(propertyName: string): string {
    return snakeCase(propertyName);
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return snakeCase(`${relationName}_${referencedColumnName}`);
  }

  override joinTableName(firstTableName: string, secondTableName: string, firstPropertyName: string): string {
    return snakeCase(`${firstTableName}_${firstPropertyName.replaceAll('.', '_')}_${secondTableName}`);
  }

  override joinTableColumnName(tableName: string, propertyName: string, columnName?: string): string {
    return snakeCase(`${tableName}_${columnName ?? propertyName}`);
  }

  override primaryKeyName(table: Table | string): string {
    return this.constraintName(table, [], 'pkey');
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return this.constraintName(table, columns, 'key');
  }

  override relationConstraintName(table: Table | string, columns: string[]): string {
    return this.constraintName(table, columns, 'key');
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return this.constraintName(table, columns, 'fkey');
  }

  override indexName(table: Table | View | string, columns: string[]): string {
    return this.constraintName(table, columns, 'idx');
  }

  private constraintName(table: Table | View | string, columns: string[], suffix: string): string {
    const name = typeof table === 'string' ? table : table.name;
    return [name.split('.').at(-1), ...columns, suffix].join('_');
  }
}
