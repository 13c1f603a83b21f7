export { rowsOf, type Table, type TableRow } from '@leeway/tables';
