import { endN8n } from './setup';

export default endN8n;
