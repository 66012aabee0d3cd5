export { fileStorage } from './storage/fileStorage.ts';
