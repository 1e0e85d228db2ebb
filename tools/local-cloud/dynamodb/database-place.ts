import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fastRoot, makeTemporaryDirectory } from '../state/temporary-directory.ts';

/** Where the embedded DynamoDB keeps its tables. */
export interface DatabasePlace {
  readonly file: string;
  /** The directory that goes with the database; without it, the data is kept. */
  readonly temporaryDirectory?: string;
  remove(): Promise<void>;
}

/** A new file, in memory where the machine has file storage there. */
export const temporaryPlace = async (): Promise<DatabasePlace> => {
  const { path, remove } = await makeTemporaryDirectory('dynamodb', await fastRoot());
  return { file: join(path, 'dynamodb.sqlite'), temporaryDirectory: path, remove };
};

/** A file that stays. */
export const lastingPlace = (file: string): DatabasePlace => ({ file, remove: async () => {} });

/**
 * Adds the indexes that dynoxide 1.2.1 lacks: for every write it looks up the last stream record of the table, and
 * without an index it reads all of them, so that a write takes longer with every order stored.
 * @param file the database of a process that listens already, so that the table exists.
 */
export const indexStreamRecords = (file: string): void => {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = 2000;
      CREATE INDEX IF NOT EXISTS stream_position ON _stream_records (table_name, shard_id, sequence_number);
      CREATE INDEX IF NOT EXISTS stream_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER));`);
  } finally {
    database.close();
  }
};
