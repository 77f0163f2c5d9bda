/* Starts the reader on Windows: Python, as its makers signed it, with what lies beside it.

   Everything is found from the place of this very program, whatever the letter of the drive or the folder one is in.
   Compiled twice: as "FOC Reader.exe", and with COMMAND_LINE as "foc-reader-cli.exe", which lies a folder deeper. */

#include <windows.h>
#include <wchar.h>

#define LONGEST 32768
#define TOLD 70 /* how the reader ends after it has shown by itself why it cannot start */
#define PATIENCE_MS 60000

#ifdef COMMAND_LINE
#define PYTHON L"runtime\\python.exe"
#define SCRIPT L"app\\foc-reader-cli.pyc"
#else
#define PYTHON L"windows\\runtime\\pythonw.exe"
#define SCRIPT L"windows\\app\\foc-reader.pyc"
#endif

static wchar_t here[LONGEST], python[LONGEST], command[LONGEST], sentence[2 * LONGEST];

static int tell(const wchar_t *what)
{
#ifdef COMMAND_LINE
    DWORD written;
    HANDLE console = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(console, what, (DWORD)wcslen(what), &written, NULL)) {
        static char encoded[8 * LONGEST];
        int length = WideCharToMultiByte(CP_UTF8, 0, what, -1, encoded, sizeof encoded, NULL, NULL);
        if (length > 1)
            WriteFile(console, encoded, (DWORD)length - 1, &written, NULL);
    }
#else
    MessageBoxW(NULL, what, L"FOC Reader", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#endif
    return TOLD;
}

static int tell_incomplete(void)
{
    _snwprintf(sentence, LONGEST,
               L"FOC Reader cannot start, as a part of it is missing here:\n\n%ls\n\n"
               L"Copy the whole folder, and not this program alone.\n", python);
    return tell(sentence);
}

static int tell_refused(DWORD error)
{
    static wchar_t reason[1024];
    FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, error, 0, reason, 1023, NULL);
    _snwprintf(sentence, LONGEST,
               L"Windows did not let FOC Reader start (%lu):\n\n%ls\n"
               L"A virus scanner or a rule of this computer may be the reason. The program \"FOC Reader\" in the "
               L"folder \"windows\\runtime\" starts it, too, and is signed by the makers of Python.\n", error, reason);
    return tell(sentence);
}

static int tell_ended(DWORD status)
{
    _snwprintf(sentence, LONGEST,
               L"FOC Reader ended before its window was there (0x%08lX).\n\n"
               L"It needs Windows 10, version 1809, or a later one, for 64-bit PCs. If this computer has that, a file "
               L"may be damaged: copy the whole folder again.\n", status);
    return tell(sentence);
}

/* Settings of the computer that would lead Python or Qt to files of somebody else. */
static void clean_environment(void)
{
    wchar_t *all = GetEnvironmentStringsW(), *each, name[256];
    if (!all)
        return;
    for (each = all; *each; each += wcslen(each) + 1) {
        size_t length = wcscspn(each, L"=");
        if (length > 255 || (_wcsnicmp(each, L"PYTHON", 6) && _wcsnicmp(each, L"QT_", 3)))
            continue;
        wcsncpy(name, each, length);
        name[length] = 0;
        SetEnvironmentVariableW(name, NULL);
    }
    FreeEnvironmentStringsW(all);
}

/* What was typed behind the name of this program, as it was typed. */
static const wchar_t *arguments(void)
{
    const wchar_t *left = GetCommandLineW();
    int is_quoted = 0;
    for (; *left && (is_quoted || *left > L' '); left++)
        if (*left == L'"')
            is_quoted = !is_quoted;
    while (*left && *left <= L' ')
        left++;
    return left;
}

/* Whoever ends this program, ends what it waits for. */
static void tie(HANDLE process)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (job && SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits))
        AssignProcessToJobObject(job, process);
}

static BOOL WINAPI leave_it_to_the_reader(DWORD event)
{
    (void)event; /* Ctrl+C reaches both */
    return TRUE;
}

static int start(void)
{
    STARTUPINFOW how = {0};
    PROCESS_INFORMATION process;
    DWORD length = GetModuleFileNameW(NULL, here, LONGEST), status = 0;
    const wchar_t *given = arguments();
    wchar_t *last = length && length < LONGEST ? wcsrchr(here, L'\\') : NULL;
    BOOL waits = *given != 0;

    if (!last)
        return 2;
    *last = 0;
    _snwprintf(python, LONGEST - 1, L"%ls\\" PYTHON, here);
    if (GetFileAttributesW(python) == INVALID_FILE_ATTRIBUTES)
        return tell_incomplete();
    /* UTF-8 wherever text is read and written; no file is ever written beside a module */
    _snwprintf(command, LONGEST - 1, L"\"%ls\" -X utf8 -B \"%ls\\" SCRIPT L"\" %ls", python, here, given);
    clean_environment();
    /* inherited: no report of a crash is kept on the computer, and nobody is asked to put a stick back in */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);

    how.cb = sizeof how;
#ifdef COMMAND_LINE
    waits = TRUE;
    SetConsoleCtrlHandler(leave_it_to_the_reader, TRUE);
#else
    (void)leave_it_to_the_reader;
    /* its own place in the task bar, and not Python's, and none to be pinned there, which would be found afterwards */
    how.dwFlags |= STARTF_TITLEISAPPID | STARTF_PREVENTPINNING;
    how.lpTitle = L"FOCReader.FOCReader";
#endif
    if (waits) {
        how.dwFlags |= STARTF_USESTDHANDLES;
        how.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
        how.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
        how.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    }
    if (!CreateProcessW(python, command, NULL, NULL, waits, 0, NULL, NULL, &how, &process))
        return tell_refused(GetLastError());
    if (waits) {
        tie(process.hProcess);
        WaitForSingleObject(process.hProcess, INFINITE);
        GetExitCodeProcess(process.hProcess, &status);
        return (int)status;
    }
    /* a double click: until the window is there, or will not come */
    WaitForInputIdle(process.hProcess, PATIENCE_MS);
    if (WaitForSingleObject(process.hProcess, 0) == WAIT_OBJECT_0) {
        GetExitCodeProcess(process.hProcess, &status);
        if (status && status != TOLD)
            return tell_ended(status);
    }
    return 0;
}

#ifdef COMMAND_LINE
int wmain(void)
{
    return start();
}
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR words, int shown)
{
    (void)instance, (void)previous, (void)words, (void)shown;
    return start();
}
#endif
