-- Marks the file as Larder's ("LARD"), so that another program's file is never taken for one.
PRAGMA application_id = 1279349316;
