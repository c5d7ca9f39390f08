# Отказы и неудачи: что было бы принято.

# Настройки
config-at-line = { $file }, строка { $line }
config-bad-value = { $place }: { $key } = «{ $value }» не подходит. Можно: { $accepts }
config-bad-word = { $place } «{ $value }» не подходит. Можно: { $accepts }
config-unknown-key = { $place }: настройки «{ $key }» нет. Есть: { $accepts }
config-syntax = { $place }: { $key } — не читается: { $message }
config-unreadable = { $place }: файл настроек не открыть: { $reason }
config-no-home = Домашний каталог не найден. Укажите, где держать данные: --data КАТАЛОГ

# Хранилище
store-in-use = Портфель уже открыт другой программой (процесс { $pid }, с { $since }). Закройте её и повторите.
store-in-use-unknown = Портфель уже открыт другой программой. Закройте её и повторите.
store-newer = Портфель записан более новой версией программы ({ $what } { $found }, эта знает { $known }). Обновите программу; данные не тронуты.
store-damaged = Портфель повреждён, и сам себя не восстановил: { $detail }. Верните его из копии.
store-no-space = На диске нет места: { $path }. Освободите место и повторите.
store-read-only = Сюда нельзя писать: { $path }. Проверьте права или укажите другой --data.
store-io = { $path }: { $reason }
store-too-large = Одна запись больше, чем хранилище принимает ({ $megabytes } МБ).
store-out-of-order = Портфель изменился, пока шла работа (запись { $found } вместо { $expected }). Повторите.
store-closed = Хранилище уже закрыто.
store-healed = Прошлый раз программа закрылась не до конца; портфель проверен и восстановлен.
store-orphans = { $count ->
    [one] { $count } запись без клиента осталась на диске и не показана.
    [few] { $count } записи без клиента остались на диске и не показаны.
   *[many] { $count } записей без клиента остались на диске и не показаны.
}

# Файлы
io-not-found = такого файла нет
io-permission = нет прав
io-full = на диске нет места
io-folder = это папка, а нужен файл
io-exists = уже есть
io-other = система отказала ({ $kind })
file-failed = { $file }: { $reason }
