# Загрузка файлов.

## Файл не принят целиком
import-empty-file = Файл «{ $file }» пуст: выгрузите его ещё раз.
import-not-text-xlsx = «{ $file }» — книга Excel, но прочитать её не удалось: откройте её и сохраните как CSV UTF-8.
import-not-text-xls = «{ $file }» — старая книга Excel: откройте её и сохраните как CSV UTF-8.
import-not-text-pdf = «{ $file }» — документ PDF: нужна таблица в CSV.
import-not-text-archive = «{ $file }» — архив: распакуйте его и загрузите таблицу CSV из него.
import-not-text-image = «{ $file }» — картинка: нужна таблица в CSV.
import-not-text-json = «{ $file }» — JSON, а загружаются таблицы: выгрузите её в CSV или XLSX.
import-not-text-html = «{ $file }» — веб-страница: откройте её в Excel и сохраните как CSV UTF-8.
import-not-text-binary = «{ $file }» — не текст: нужна таблица в CSV.
import-unknown-table = В «{ $file }» нет заголовка известной таблицы (видны столбцы: { $columns }): назовите столбец клиента «Клиент» или укажите вид через --kind.
import-own-table = «{ $file }» — выгрузка самой Планерки ({ $table }): то, что происходило, из таблиц не загружается. Портфель целиком переносят planerka backup и planerka restore.
import-missing-columns = В «{ $file }» для вида { $kind } не хватает столбцов: { $columns }.
import-too-long = В «{ $file }», строка { $line }, слишком длинная ячейка: проверьте там незакрытую кавычку.
import-unclosed = В «{ $file }», строка { $line }, кавычка не закрыта: закройте её, иначе дальше всё одна ячейка.
import-no-period = В «{ $file }» нет ни дней, ни периода: выгрузите отчёт с разбивкой по дням или со строкой периода над таблицей.
import-bad-period-file = В «{ $file }», строка { $line }, период «{ $found }» кончается раньше, чем начинается: выгрузите отчёт ещё раз.
import-too-big = «{ $file }» слишком велик ({ $megabytes } МБ): разделите его на части до 2 ГБ.
import-book-too-big = Книга «{ $file }» в развёрнутом виде занимает больше { $megabytes } МБ: оставьте в ней один лист с таблицей или сохраните его как CSV UTF-8.
import-not-a-file = «{ $file }» — папка: укажите файл таблицы.
import-cannot-read = «{ $file }» не читается ({ $reason }): проверьте путь и права.
import-gave-up = «{ $file }» прочитать не удалось: откройте файл в той программе, где он сделан, и сохраните заново как CSV UTF-8.
import-cancelled = Загрузка «{ $file }» остановлена: ничего не изменено.

## Замечания по месту
import-no-id = Строка { $line }, столбец «{ $column }»: нет идентификатора, строка пропущена; добавьте его в файл.
import-no-name = Строка { $line }, столбец «{ $column }»: нет имени клиента, строка пропущена; впишите имя.
import-bad-date = Строка { $line }, столбец «{ $column }»: «{ $found }» — не дата календаря, значение не взято; исправьте на ДД.ММ.ГГГГ.
import-ambiguous-date = Строка { $line }, столбец «{ $column }»: в «{ $found }» не ясно, где день, а где месяц, значение не взято; запишите как ГГГГ-ММ-ДД.
import-bad-number = Строка { $line }, столбец «{ $column }»: «{ $found }» — не число, значение не взято; исправьте его.
import-ambiguous-number = Строка { $line }, столбец «{ $column }»: в «{ $found }» не ясно, тысячи это или дробная часть, значение не взято; запишите с двумя знаками после запятой.
import-bad-month = Строка { $line }, столбец «{ $column }»: «{ $found }» — не месяц, строка пропущена; запишите как ГГГГ-ММ.
import-bad-term = Строка { $line }, столбец «{ $column }»: «{ $found }» не входит в список значений, значение не взято; выберите значение из списка.
import-bad-zone = Строка { $line }, столбец «{ $column }»: «{ $found }» — не часовой пояс, значение не взято; запишите как Asia/Omsk.
import-bad-currency = Строка { $line }, столбец «{ $column }»: «{ $found }» — не валюта, строка пропущена; запишите код, например RUB.
import-ragged = Строка { $line }: ячеек { $found }, а столбцов { $expected }; проверьте кавычки и разделители.
import-duplicate-header = Строка { $line }: столбец «{ $column }» встречается несколько раз ({ $times }); взято последнее непустое значение, лишние можно убрать.
import-shifted-columns = Строка { $line }: заголовки от «{ $column }» не совпадают с данными; столбцы переставлены по датам, проверьте предпросмотр.
import-bad-period = Строка { $line }: период «{ $found }» кончается раньше, чем начинается, и не взят; исправьте даты.
import-outside-period = Строка { $line }, столбец «{ $column }»: день «{ $found }» вне периода отчёта, строка пропущена; выгрузите отчёт ещё раз.
import-no-campaign = Строка { $line }, столбец «{ $column }»: нет названия кампании, строка пропущена; впишите его.
import-micros = Строка { $line }: в столбце «{ $column }» только целые числа, судя по цене клика — миллионные доли; суммы поделены на 1 000 000.
import-not-micros = Строка { $line }: в столбце «{ $column }» только целые числа, судя по цене клика — сами суммы; они взяты как есть.
import-no-currency = Валюта в файле не названа, взято { $found }; другая — с ключом --currency CODE.
import-row-count = Строка { $line }: в конце файла сказано, что строк { $told }, а в нём { $found }; возможно, файл обрезан, выгрузите его ещё раз.
import-mixed-encoding = Строка { $line }: в файле несколько кодировок, он прочитан построчно; проверьте буквы в предпросмотре.
import-other-sheets = Прочитан один лист книги; остальные не взяты: { $found }. Листы с клиентами, людьми и расходом загружаются так же: сохраните лист отдельным файлом.
import-only-cards = Из своей же таблицы берутся карточки клиентов и люди, но не история: время записи (recorded_at), касания, прошлые этапы, рекомендации и журнал остаются там. Портфель целиком переносят planerka backup и planerka restore.
import-stages-kept = Клиентов, у которых этап или цикл здесь другой, чем в таблице: { $found }. Они остались на своём этапе; перевести клиента — planerka move.
import-archived-kept = Строк о клиентах в архиве: { $found }. Они не взяты: такого клиента сначала возвращают из архива.

## Почему строка пропущена
import-skip-no-id = нет идентификатора: добавьте его в файл
import-skip-no-name = нет имени клиента: впишите имя
import-skip-no-campaign = нет названия кампании: впишите его
import-skip-bad-value = день, сумма или валюта не читаются: исправьте ячейку
import-skip-ragged = ячеек больше, чем столбцов: проверьте кавычки
import-skip-archived = клиент в архиве: сначала верните его

import-clash-many-names = так зовут нескольких клиентов: укажите идентификатор
import-clash-many-clients = идентификаторы и имя указывают на разных клиентов: исправьте строку
import-clash-other-identity = имя и идентификатор принадлежат разным клиентам: переименуйте клиента или исправьте строку
import-clash-contact-elsewhere = контактное лицо записано у другого клиента: перенесите его вручную
import-clash-currency = сумма в другой валюте, чем у клиента: приведите к одной валюте
import-clash-no-client = не сказано, чья это кампания: выберите клиента и загрузите отчёт ещё раз
import-clash-unknown-account = неизвестно, чей это кабинет: впишите его в рекламный профиль клиента
import-clash-account-elsewhere = кабинет записан за другим клиентом: проверьте, чей это отчёт
import-clash-many-campaigns = у клиента несколько таких кампаний: выгрузите отчёт с номерами кампаний
import-clash-not-read = кампании клиента ещё читаются с диска: загрузите отчёт ещё раз

import-field-name = имя
import-field-tier = категория
import-field-service-model = модель обслуживания
import-field-expertise = подготовка
import-field-policy = режим общения
import-field-cadence = периодичность
import-field-channels = каналы связи
import-field-zone = часовой пояс
import-field-tags = теги
import-field-notes = заметки
import-field-owner = ответственный
import-field-since = клиент с
import-field-external = внешние идентификаторы
import-field-stage = этап
import-field-contact = контактное лицо
import-field-spend = расход
import-field-campaign = кампания
import-field-figures = цифры
import-field-settings = настройки

## Отчёт по кампаниям перед загрузкой
import-whose = Клиент: { $name } ({ $key } — другой)
import-whose-many = Клиентов: { $count }
import-whose-nobody = Клиент не выбран: { $key } — найти его по имени.
import-campaigns = кампаний { $count }
import-clicks = клики { $count }
import-conversions = конверсии { $count }
import-no-figures = без цифр
