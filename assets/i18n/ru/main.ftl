# Разделы справки
group-global = Везде
group-lists = Списки
group-clients = Клиенты
group-board = Этапы
group-drafts = Рекомендации
group-contacts = Контактные лица
group-card = Карточка клиента
group-agenda = Повестка дня
group-inbox = Входящие
group-focus = Фокус
group-base = Заготовки и новости
group-dialogs = Формы и вопросы
group-text = Текст
group-call = Звонок

# Места, где работают клавиши
context-global = везде
context-list = список
context-clients = клиенты
context-board = этапы
context-drafts = рекомендации
context-agenda = повестка дня
context-card = карточка
context-card-brief = карточка: бриф
context-card-problems = карточка: проблемы
context-card-campaigns = карточка: кампании
context-card-advice = карточка: рекомендации
context-card-timeline = карточка: лента
context-card-agreements = карточка: договорённости
context-deck = презентация
context-audit = проверка кампаний
context-evening = вечер
context-focus = фокус месяца
context-inbox = входящие
context-base = заготовки и новости
context-morning = утро
context-queue = очередь
context-fire-sheet = лист встречи на бегу
context-policy-review = режимы общения
context-pick = выбор
context-contacts = контактные лица
context-palette = все команды
context-help = справка
context-history = список изменений
context-confirm = вопрос
context-form = форма
context-choice = выбор из списка
context-editor = текст
context-call = звонок
context-import = загрузка файла
context-filter = фильтр
context-text = поле ввода

# Панели
pane-clients = Клиенты
pane-board = Этапы
pane-drafts = Рекомендации
pane-agenda = Звонки сегодня
pane-contacts = Контактные лица
pane-history = Журнал
pane-help = Клавиши
pane-palette = Команды
pane-import = Загрузка файла
pane-call = Звонок

# Этапы цикла: полное имя, для столбца, совсем короткое
stage-acquaintance = Знакомство
stage-problems = Выявление проблем
stage-solving = Решение проблем
stage-analysis = Анализ кампаний
stage-rollout = Внедрение рекомендаций
stage-acquaintance-column = Знакомство
stage-problems-column = Проблемы
stage-solving-column = Решение
stage-analysis-column = Анализ
stage-rollout-column = Внедрение
stage-acquaintance-short = знак
stage-problems-short = проб
stage-solving-short = реш
stage-analysis-short = анал
stage-rollout-short = внедр
cycle = виток { $number }

# Категории
tier-a = A
tier-b = B
tier-c = C
tier-a-long = A, ключевой
tier-b-long = B, обычный
tier-c-long = C, малый

# Модель обслуживания
model-self-serve = ведёт сам
model-managed = ведём мы

# Режим общения
policy-full = обычный
policy-reduced = редкий
policy-news-only = только новости
policy-do-not-call = не звонить

# Каналы связи
channel-phone = телефон
channel-chat = чат
channel-messenger = мессенджер
channel-email = почта
channel-meeting = встреча
channel-event = мероприятие

# Направление
direction-in = входящий
direction-out = исходящий
direction-in-mark = ←
direction-out-mark = →

# Исход звонка
outcome-answered = поговорили
outcome-no-answer = недозвон
outcome-busy = занято
outcome-callback = просил перезвонить
outcome-refused = отказался говорить
outcome-wrong-number = неверный номер

# Роль контактного лица
role-decision-maker = ЛПР

# Трудоёмкость
effort-s = S, до часа
effort-m = M, до дня
effort-l = L, больше дня
effort-s-short = S
effort-m-short = M
effort-l-short = L

# Вид рекомендации
kind-hygiene = гигиена
kind-growth = рост

# Жизнь рекомендации
life-draft = черновик
life-ready = готова
life-sent = отправлена
life-accepted = принята
life-postponed = отложена
life-declined = отклонена
life-implemented = внедрена
life-checked = проверена
life-archived = в архиве

# Сохранение
saved = сохранено
saving = сохраняю: { $count }
not-saved = НЕ СОХРАНЕНО: { $reason }
not-saved-help = { $retry } — ещё раз, { $copy } — аварийная копия

# Первый запуск и размеры
empty-store = Здесь будет ваш портфель клиентов.
empty-store-import = { $key } — загрузить клиентов из файла
empty-store-new = { $key } — завести первого клиента
empty-store-demo = planerka demo — посмотреть на готовом примере
window-too-small = Окно мало: { $width }×{ $height }, нужно { $need-width }×{ $need-height }
window-too-small-short = нужно { $need-width }×{ $need-height }
empty-clients-filtered = По фильтру никого. { $key } — снять фильтр.
empty-drafts = Рекомендаций нет. { $key } — начать первую.
empty-agenda = На сегодня звонков нет. { $key } — назначить касание.
empty-contacts = Контактных лиц нет. { $key } — добавить.
empty-history = Изменений пока нет.

# Кнопки и ответы
button-yes = Да
button-no = Нет
button-archive = Убрать в архив
button-quit = Выйти
answer-yes-no = д/н

# Общие слова
today = сегодня
yesterday = вчера
tomorrow = завтра
never = никогда
none = нет
debt = долг

# Месяцы
month-1 = январь
month-2 = февраль
month-3 = март
month-4 = апрель
month-5 = май
month-6 = июнь
month-7 = июль
month-8 = август
month-9 = сентябрь
month-10 = октябрь
month-11 = ноябрь
month-12 = декабрь
month-of-1 = января
month-of-2 = февраля
month-of-3 = марта
month-of-4 = апреля
month-of-5 = мая
month-of-6 = июня
month-of-7 = июля
month-of-8 = августа
month-of-9 = сентября
month-of-10 = октября
month-of-11 = ноября
month-of-12 = декабря
month-short-1 = янв
month-short-2 = фев
month-short-3 = мар
month-short-4 = апр
month-short-5 = мая
month-short-6 = июн
month-short-7 = июл
month-short-8 = авг
month-short-9 = сен
month-short-10 = окт
month-short-11 = ноя
month-short-12 = дек

# Дни недели, понедельник первый
weekday-1 = понедельник
weekday-2 = вторник
weekday-3 = среда
weekday-4 = четверг
weekday-5 = пятница
weekday-6 = суббота
weekday-7 = воскресенье
weekday-short-1 = пн
weekday-short-2 = вт
weekday-short-3 = ср
weekday-short-4 = чт
weekday-short-5 = пт
weekday-short-6 = сб
weekday-short-7 = вс

# Сокращения при числах: деньги, возраст, время
unit-thousand = тыс
unit-million = млн
unit-billion = млрд
unit-age-day = д
unit-age-week = нед
unit-age-month = мес
unit-age-year = г
unit-hour = ч
unit-minute = мин

# Дата словами, ответы на непонятное
when-empty = Когда? Например: завтра, пт 15:00, через 2 нед
when-not-understood = Не понял «{ $rest }». Можно так: завтра, пт 15:00, через 2 нед, 27.11
when-no-such-date = Такой даты нет. Можно так: завтра, пт 15:00, 27.11
when-in-past = Это уже прошло. Нужна дата впереди: завтра, пт 15:00

# Количества
count-calls = { $count ->
    [one] { $count } звонок
    [few] { $count } звонка
   *[many] { $count } звонков
}
count-changes = { $count ->
    [one] { $count } изменение
    [few] { $count } изменения
   *[many] { $count } изменений
}
count-marked = { $count ->
    [one] { $count } отмечен
    [few] { $count } отмечено
   *[many] { $count } отмечено
}
count-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}

# Ошибки в своей раскладке клавиш
keymap-line = Строка { $line }: { $problem }
keymap-syntax = это не TOML: { $message }
keymap-unknown-context = нет места «{ $name }»
keymap-unknown-action = нет действия «{ $name }»
keymap-unknown-action-nearest = нет действия «{ $name }», есть «{ $nearest }»
keymap-bad-key = нет клавиши «{ $text }»
keymap-bad-entry = нужно так: on = "j", do = "cursor-down"
keymap-duplicate = «{ $keys }» ({ $place }) уже назначена в строке { $line }
keymap-unreachable = «{ $keys }» ({ $place }) не набрать: «{ $hidden }» сработает раньше
keymap-typed-as-text = «{ $keys }» ({ $place }) уйдёт в текст: нужен Ctrl, Alt или F-клавиша
