import { migrate, messagingMigrations } from '@decouple/messaging-postgres';
import { Column, DataSource, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';

@Entity('orders')
export class Order {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  destination: string;

  @Column('text')
  status: 'placed' | 'cancelled';
}

class CreateOrders1764201600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table orders (id text primary key, destination text not null, status text not null)');
    await runner.query('create table shipments (order_id text primary key, destination text not null)');
    await runner.query('create table closed_warehouses (destination text primary key)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this service are forward-only.');
  }
}

export async function openDatabase(url: string): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [Order],
    migrations: [...messagingMigrations, CreateOrders1764201600000],
    poolSize: 10,
  });
  await migrate(dataSource);
  return dataSource.initialize();
}
